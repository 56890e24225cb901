package figure

// itemise finds the number that a list behind a colon adds up to: "Nineteen, he told me: seventeen who died under his
// eyes, and two who were carried on and did not live". What befell one of the list befell all of them, and the list
// breaks the number down.
func (r *reader) itemise() {
	const most = 8 // entries of a list
	for i := range r.q {
		whole := &r.q[i]
		if whole.part || whole.ranged || i+2 >= len(r.q) || i > most {
			continue
		}
		colon := r.colon(whole.np, r.q[i+1].first)
		if colon < 0 {
			continue
		}
		sum, m := int64(0), uint8(0)
		end := i + 1
		for ; end < len(r.q) && end <= i+most && sum < whole.low; end++ {
			sum += r.q[end].low
			if m == 0 && !r.q[end].void {
				m = r.q[end].measure
			}
		}
		if sum != whole.low || end-i < 3 || m == 0 && whole.measure == 0 || whole.measure != 0 && m != 0 && whole.measure != m {
			continue
		}
		if whole.measure == 0 {
			whole.measure, whole.by = m, r.q[i+1].num
		}
		for j := i + 1; j < end; j++ {
			q := &r.q[j]
			q.part, q.of, q.measure, q.by, q.void = true, i, whole.measure, whole.by, whole.void
		}
		return
	}
}

// colon is the colon between the tokens [from, to), -1 where there is none.
func (r *reader) colon(from, to int) int {
	for k := from; k < to; k++ {
		if r.x.Word(k) == ":" {
			return k
		}
	}
	return -1
}
