"""Counts the birds at the feeder."""


def count(birds):
    total = 0
    for bird in birds:
        total += 1
    return total


def report(birds):
    total = count(birds)
    print("birds:", total)
