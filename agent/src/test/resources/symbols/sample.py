#!/usr/bin/env python3
import os.path as path, sys
from . import views
from .models import Book, Page as P
from shop import *

LIMIT: int = 10
names = ["a"]


@decorated(limit=LIMIT)
class Shop(Base, metaclass=Meta):
    """Texts about Money."""

    kind: str = "shop"
    count = 0

    def __init__(self, title: str, *, price: int = 3) -> None:
        self.title = title  # a comment
        local = price

    @property
    async def net(self):
        def inner(x):
            return f"text {x + self.title}"

        return inner(1)


def sell(
    book: Book,
    price: int,
) -> bool:
    return True


if __name__ == "__main__":
    sell(Book(), LIMIT)
