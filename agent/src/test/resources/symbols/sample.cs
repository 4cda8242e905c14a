using System.Text;
using static System.Math;
namespace A.B;
[Attr] public class C<T> : Base, I where T : new() {
  private const int Max = 3;
  private readonly string _n = "x", _m;
  public int P { get; set; }
  public int Q => 3;
  public event EventHandler Ev;
  public C(int a) : base(a) { }
  ~C() {}
  [Obsolete] public async Task<int> M<U>(int a, string b = "x") { int Local() => 1; return 1; }
  public static C operator +(C a, C b) => a;
  public int this[int i] => 1;
  delegate void D(int a);
}
public record R(int X, string Y);
public struct St { }
interface I2 { void F(); }
enum E { A, B = 2 }
public record struct RS(int Q) { }
