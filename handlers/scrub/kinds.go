package scrub

import (
	"slices"
	"strconv"
	"strings"
)

// Kinds are kinds of what was left out of texts, each once, in the order they came.
type Kinds []Kind

// Add puts in those that are missing.
func (k *Kinds) Add(more ...Kind) {
	for _, kind := range more {
		if !slices.Contains(*k, kind) {
			*k = append(*k, kind)
		}
	}
}

// Code writes the kinds for a form's hidden value.
func (k Kinds) Code() string {
	var out []string
	for _, kind := range k {
		out = append(out, strconv.Itoa(int(kind)))
	}
	return strings.Join(out, " ")
}

// AddCode puts in what Code has written; what is no kind's number is passed over.
func (k *Kinds) AddCode(code string) {
	for _, n := range strings.Fields(code) {
		if kind, err := strconv.Atoi(n); err == nil {
			k.Add(Kind(kind))
		}
	}
}
