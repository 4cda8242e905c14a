use std::fmt::{self, Display};
use crate::a::b as c;
mod inner;
extern crate foo;
#[derive(Debug)]
pub struct P<T> { pub x: T, y: i32 }
struct Tup(i32);
pub enum E { A, B(i32), C { x: i32 } }
union U { a: i32 }
pub trait Tr { const K: i32; type Out; fn f(&self) -> i32; fn g(&self) {} }
impl<T> Tr for P<T> { fn f(&self) -> i32 { 1 } }
impl P<i32> { pub fn new() -> Self where i32: Copy { let a = 1; } }
macro_rules! mac { () => {} }
pub const MAX: usize = 3;
static ST: &str = "x";
type Al = Vec<i32>;
pub mod tests { pub fn t() { println!("x"); } }
extern "C" { fn ext(a: i32); }
