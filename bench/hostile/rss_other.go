//go:build !linux

package main

// maxrssUnit is the bytes in a unit of Rusage.Maxrss: macOS counts bytes.
const maxrssUnit = 1
