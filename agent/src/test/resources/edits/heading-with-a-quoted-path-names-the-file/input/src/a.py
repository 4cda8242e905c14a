import os
x
