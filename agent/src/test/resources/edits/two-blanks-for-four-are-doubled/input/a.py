def f(a):
    if a:
        g(a)
    return a
