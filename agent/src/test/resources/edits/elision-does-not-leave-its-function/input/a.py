def foo(a):
    x()
    y()

def bar(a):
    return None
