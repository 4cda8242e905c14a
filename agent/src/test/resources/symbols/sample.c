#include <stdio.h>
#include "a.h"
#define MAX 10
#define SQ(x) ((x)*(x))
struct point { int x, *y; int arr[3]; void (*fp)(int); };
typedef struct { int q; } anon_t;
typedef int (*fn)(int);
typedef unsigned long ulong_t, *pul;
union u { int a; };
enum e { A, B = 2 };
static int counter = 0, other;
extern int proto(int a);
static const char *names[] = { "a" };
int *ptrfn(int a, char **b) { int local; return 0; }
static inline void f(void) { }
struct point make(void) { struct point p; return p; }
int g(int a)
{ }
struct fwd;
