class A:
    if a:
        b()
    elif z:
        y()
    elif c:
        d()
