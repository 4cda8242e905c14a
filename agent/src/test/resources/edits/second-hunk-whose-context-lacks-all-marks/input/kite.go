package kite

import "fmt"

type Kite struct {
	Colour string
	Height int
}

func (k *Kite) Rise(by int) {
	k.Height += by
}

func (k *Kite) Print() {
	fmt.Println(k.Colour, k.Height)
}
