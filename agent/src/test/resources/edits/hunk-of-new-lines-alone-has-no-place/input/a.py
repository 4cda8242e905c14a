def g():
    z = [
        1,
    ]
