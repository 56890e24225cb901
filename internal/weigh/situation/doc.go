// Package situation gathers what lasts and who asks: the states of ceasefires, evacuations and sieges with who says so,
// calls for help with what became of them, and sources that have fallen silent.
package situation
