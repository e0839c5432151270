package faq

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// A weight under these is not worth keeping: without them the net is a third as large and
// finds the same. Of the topics, which are many and alike, more is kept.
const (
	tinyNet    = 0.35
	tinyTopics = 0.2
)

// pack writes what was learnt, but for tiny weights, as readModel reads it.
func (m *learner) pack(tiny float32) []byte {
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
		b = le.AppendUint32(b, m.hashes[r])
		row := m.weight[r*len(m.topics) : (r+1)*len(m.topics)]
		var top float32
		for _, w := range row {
			top = max(top, w, -w)
		}
		scale := max(top/127, scaleUnit)
		for k, w := range row {
			if n := math.RoundToEven(float64(w / scale)); n != 0 && (w > tiny || w < -tiny) {
				cells = append(cells, byte(k), byte(int8(n)))
			}
		}
		heads = le.AppendUint32(heads, uint32(len(cells)))
		heads = le.AppendUint16(heads, units(m.idf[r], idfUnit))
		heads = le.AppendUint16(heads, units(scale, scaleUnit))
	}
	return append(append(b, heads...), cells...)
}

// units is a figure in units, as near as 16 bits come.
func units(v, unit float32) uint16 {
	return uint16(min(math.RoundToEven(float64(v/unit)), math.MaxUint16))
}
