package main

// maxrssUnit is the bytes in a unit of Rusage.Maxrss: Linux counts kilobytes.
const maxrssUnit = 1024
