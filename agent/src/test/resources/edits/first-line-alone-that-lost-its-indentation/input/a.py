class A:
    if a:
        b()
    elif c:
        d()
