def f(a):
    if a:
        for x in a:
            log(x)
        g(a)
    return a
