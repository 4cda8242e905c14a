package main
import ("fmt"; x "a/b")
const A = 1
const ( B, C = 1, 2 )
var v, w int = 1, 2
var ( q string )
type S struct { F, G int; *Emb; H string `json:"h"` }
type I interface { M(a int) error; fmt.Stringer }
type T = int
type U func(a int) string
type Gen[K any] struct { k K }
func F(a int, b ...string) (int, error) { var loc = 1; return loc, nil }
func (s *S) M(a int) error { return nil }
func (g *Gen[K]) N() {}
