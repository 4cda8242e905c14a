<?php
namespace App\Models;
use Foo\Bar as Baz;
use Foo\{A, B};
require_once 'x.php';
const TOP = 1;
define('OLD', 2);
#[Attr]
abstract class C extends D implements E { use T; const MAX = 3; public int $n = 1; protected static ?string $s; public function __construct(private int $a) {} abstract protected function f(int $a): ?string; public static function g() { $x = 1; } }
interface I { function m(); }
trait T { function t() {} }
enum Suit: string { case Hearts = 'H'; case Spades = 'S'; public function label() {} }
function helper(array $a, ...$b): void { }
$fn = function($a) { };
