package kite

import "fmt"

type Kite struct {
	Color string
	Height int
}

func (k *Kite) Rise(by int) {
	k.Height += by
}

func (k *Kite) Print() {
	fmt.Println(k.Color, k.Height)
}
