package faq

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// tiny is a weight not worth keeping.
const tiny = 0.1

// pack writes what was learnt as readModel reads it.
func (m *learner) pack() []byte {
	names := strings.Join(m.topics, "\n")
	le := binary.LittleEndian
	var b, heads, cells []byte
	for _, n := range []int{len(m.topics), len(m.hashes), len(names)} {
		b = le.AppendUint32(b, uint32(n))
	}
	b = append(b, names...)
	for _, v := range m.bias {
		b = le.AppendUint32(b, math.Float32bits(v))
	}
	order := make([]int, len(m.hashes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return cmp.Compare(m.hashes[x], m.hashes[y]) })
	for _, r := range order {
		b = le.AppendUint64(b, m.hashes[r])
		row := m.weight[r*len(m.topics) : (r+1)*len(m.topics)]
		var top float32
		for _, w := range row {
			top = max(top, w, -w)
		}
		scale := top / 127
		for k, w := range row {
			if n := math.RoundToEven(float64(w / scale)); n != 0 && (w > tiny || w < -tiny) {
				cells = append(cells, byte(k), byte(int8(n)))
			}
		}
		heads = le.AppendUint32(heads, math.Float32bits(m.idf[r]))
		heads = le.AppendUint32(heads, math.Float32bits(scale))
		heads = le.AppendUint32(heads, uint32(len(cells)))
	}
	return append(append(b, heads...), cells...)
}
