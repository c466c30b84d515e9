package pairs

// matching is pairs that grow by alternating paths, the odd circles among which are seen
// as one (Edmonds, "Paths, trees, and flowers", 1965). Who has somebody keeps having
// somebody, except for who waits longer.
type matching struct {
	order []int // in which people are served, and looked at
	all   []Taker
	mate  []int

	// One search: a tree from somebody who has nobody. Outer people could be without
	// anybody instead of the root.
	root   int
	from   []int // of an inner one: the outer one before her
	base   []int // of the circle that somebody is in
	outer  []bool
	queue  []int
	inRing []bool
}

func newMatching(order []int, all []Taker) *matching {
	m := &matching{order: order, all: all, mate: make([]int, len(all)), from: make([]int, len(all)),
		base: make([]int, len(all)), outer: make([]bool, len(all)), inRing: make([]bool, len(all))}
	for i := range m.mate {
		m.mate[i] = -1
	}
	return m
}

// coverAll gives everybody somebody, as far as that is possible.
func (m *matching) coverAll(may func(a, b int) bool) {
	for _, v := range m.order {
		if m.mate[v] < 0 {
			m.cover(v, may)
		}
	}
}

// cover gives one person somebody: by a path to another who has nobody, or in place of
// one who waits less long.
func (m *matching) cover(v int, may func(a, b int) bool) {
	if end := m.search(v, may); end >= 0 {
		m.flip(end)
		return
	}
	for _, w := range m.order {
		if w != v && m.outer[w] && m.all[w].Waits < m.all[v].Waits {
			end := m.mate[w]
			m.mate[w] = -1
			m.flip(end)
			return
		}
	}
}

// flip exchanges what is paired and what is not, along the path from the root.
func (m *matching) flip(end int) {
	for end >= 0 {
		before := m.from[end]
		next := m.mate[before]
		m.mate[end], m.mate[before] = before, end
		end = next
	}
}

// search looks for somebody who has nobody; -1 if there is none.
func (m *matching) search(root int, may func(a, b int) bool) (end int) {
	for i := range m.mate {
		m.from[i], m.base[i], m.outer[i] = -1, i, false
	}
	m.root, m.queue = root, m.queue[:0]
	m.reach(root)
	for at := 0; at < len(m.queue); at++ {
		v := m.queue[at]
		for _, u := range m.order {
			switch {
			case m.base[v] == m.base[u] || m.mate[v] == u || !may(v, u):
			case m.outer[u]:
				m.contract(v, u)
			case m.from[u] >= 0: // an inner one, met before
			case m.mate[u] < 0:
				m.from[u] = v
				return u
			default:
				m.from[u] = v
				m.reach(m.mate[u])
			}
		}
	}
	return -1
}

func (m *matching) reach(v int) {
	m.outer[v] = true
	m.queue = append(m.queue, v)
}

// contract makes one of the circle that two outer people close: all in it are outer.
func (m *matching) contract(v, u int) {
	clear(m.inRing)
	top := m.meet(v, u)
	m.mark(v, top, u)
	m.mark(u, top, v)
	for i := range m.base {
		if !m.inRing[m.base[i]] {
			continue
		}
		m.base[i] = top
		if !m.outer[i] {
			m.reach(i)
		}
	}
}

// meet is where the ways of two outer people to the root meet.
func (m *matching) meet(v, u int) int {
	passed := make([]bool, len(m.mate))
	for v = m.base[v]; ; v = m.base[m.from[m.mate[v]]] {
		passed[v] = true
		if v == m.root || m.mate[v] < 0 {
			break
		}
	}
	for u = m.base[u]; !passed[u]; u = m.base[m.from[m.mate[u]]] {
	}
	return u
}

// mark notes one side of a circle, from an outer one up to its top.
func (m *matching) mark(v, top, child int) {
	for m.base[v] != top {
		m.inRing[m.base[v]], m.inRing[m.base[m.mate[v]]] = true, true
		m.from[v] = child
		child = m.mate[v]
		v = m.from[child]
	}
}
