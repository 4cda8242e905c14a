"""Counts the birds at the feeder."""


def count(birds):
    total = 0
    hungry: list = []
    for bird in birds:
        if bird.is_hungry:
            total += 1
    return total


def report(birds):
    total = count(birds)
    print("birds:", total)
