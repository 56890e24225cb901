package neural

// rowsPlain is what every kernel computes, in plain Go: the layer for some rows, with whole groups of inputs in x.
func (l *Linear) rowsPlain(dst []float32, x []int8, rows int, bias []float32) {
	for b := range l.blocks {
		weights := l.weights[b*l.groups*line:][:l.groups*line]
		first := b * lanes
		width := min(lanes, l.out-first)
		for r := range rows {
			sums := sumPlain(weights, x[r*l.in:][:l.groups*group])
			to := dst[r*l.out+first:][:width]
			for o := range to {
				to[o] = float32(float32(sums[o])*l.factor[first+o]) + bias[first+o]
			}
		}
	}
}

// sumPlain adds up weight times input for the outputs of one block. What x holds beyond the last input meets weights of
// 0.
func sumPlain(weights, x []int8) (sums [lanes]int32) {
	for len(x) >= group && len(weights) >= line {
		x0, x1, x2, x3 := int32(x[0]), int32(x[1]), int32(x[2]), int32(x[3])
		w := (*[line]int8)(weights)
		for o := range sums {
			sums[o] += int32(w[group*o])*x0 + int32(w[group*o+1])*x1 + int32(w[group*o+2])*x2 + int32(w[group*o+3])*x3
		}
		x, weights = x[group:], weights[line:]
	}
	return sums
}
