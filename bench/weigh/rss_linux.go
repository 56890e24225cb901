package main

// maxrssUnit is the bytes in a unit of Rusage.Maxrss: Linux counts kilobytes.
const maxrssUnit = 1024

// ofThread asks Getrusage for one thread alone, which Linux can tell.
const ofThread = 1
