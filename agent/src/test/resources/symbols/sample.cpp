#include <vector>
using namespace std;
using A = int;
namespace n { namespace m::o {
template <class T> class C : public B { public: C(int a) : x(a) {} ~C(); T get() const { return t; } static int s; virtual void v() = 0; bool operator==(const C& o) const; private: T t; int x = 3; enum class K { P, Q }; };
} }
template <typename T> T max_of(T a, T b) { return a; }
void n::C::foo(int a) { }
n::C::~C() {}
struct S { int a; };
enum class Color : int { Red, Green };
constexpr int kMax = 3;
int &ref(int &a) { return a; }
auto lam = [](int a) { return a; };
concept Cc = true;
