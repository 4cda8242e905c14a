import os

LIMIT = 20
x = 1
