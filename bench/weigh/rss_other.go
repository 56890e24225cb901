//go:build !linux

package main

// maxrssUnit is the bytes in a unit of Rusage.Maxrss: macOS counts bytes.
const maxrssUnit = 1

// ofThread asks Getrusage for the process: other systems do not tell of one thread.
const ofThread = 0
