package growth

import "math"

// z is the LMS score of y: ((y/M)^L − 1) / (S·L).
func (r lms) z(y float64) float64 {
	q := math.Log(y / r.m)
	if math.Abs(r.l) < 1e-9 {
		return q / r.s
	}
	if r.l == 1 {
		return (y/r.m - 1) / r.s
	}
	return math.Expm1(r.l*q) / (r.s * r.l)
}

// zAdjusted is WHO's restricted LMS score of the weight-based indices: beyond ±3 SD
// it goes on in steps of the distance between 2 and 3 SD.
func (r lms) zAdjusted(y float64) float64 {
	z := r.z(y)
	switch {
	case z > 3:
		top := r.value(3)
		return 3 + (y-top)/(top-r.value(2))
	case z < -3:
		bottom := r.value(-3)
		return -3 + (y-bottom)/(r.value(-2)-bottom)
	}
	return z
}

// value is the measurement at a z of at most ±3.
func (r lms) value(z float64) float64 {
	if math.Abs(r.l) < 1e-9 {
		return r.m * math.Exp(r.s*z)
	}
	return r.m * math.Pow(1+r.l*r.s*z, 1/r.l)
}
