#include <stdio.h>

static int depth = 0;

int dive(int metres)
{
	if (metres > 40) {
		printf("too deep\n");
		return -1;
	}
	depth += metres;
	return depth;
}

int rise(int metres)
{
	depth -= metres;
	return depth;
}
