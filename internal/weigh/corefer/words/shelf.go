package words

import "math"

// shelf finds the subjects that have a term. A term that more than [posting] subjects have is not rare, and leads to
// none.
type shelf struct {
	at   map[uint32]int32 // the only holder; or, as -1-i, the place of its list; or common
	many [][]holder
}

// holder is a subject by its place in the net, doubled, and one more where the term is a name in it.
type holder int32

const common = math.MinInt32

func holderOf(i int32, name bool) holder {
	if name {
		return holder(2*i + 1)
	}
	return holder(2 * i)
}

func (h holder) subject() int32 { return int32(h >> 1) }

func (h holder) name() bool { return h&1 != 0 }

// add puts a subject under a term. If the term becomes common by that, all that had it are given back.
func (s *shelf) add(hash uint32, h holder) (lost []holder) {
	at, known := s.at[hash]
	switch {
	case !known:
		s.at[hash] = int32(h)
	case at == common:
	case at >= 0:
		s.at[hash] = int32(-1 - len(s.many))
		s.many = append(s.many, []holder{holder(at), h})
	default:
		list := append(s.many[-1-at], h)
		if len(list) > posting {
			s.many[-1-at] = nil
			s.at[hash] = common
			return list
		}
		s.many[-1-at] = list
	}
	return nil
}

// holders calls visit for every subject that has a term, unless it is common.
func (s *shelf) holders(hash uint32, visit func(holder)) {
	switch at, known := s.at[hash]; {
	case !known || at == common:
	case at >= 0:
		visit(holder(at))
	default:
		for _, h := range s.many[-1-at] {
			visit(h)
		}
	}
}

// count is how many subjects have a term: more than [posting] where it is common.
func (s *shelf) count(hash uint32) int {
	switch at, known := s.at[hash]; {
	case !known:
		return 0
	case at == common:
		return posting + 1
	case at >= 0:
		return 1
	default:
		return len(s.many[-1-at])
	}
}
