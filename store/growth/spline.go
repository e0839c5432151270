package growth

// spline is the natural cubic spline through knots with rising x.
type spline struct{ x, y, m []float64 } // m: second derivatives at the knots

// newSpline solves the tridiagonal system of a natural spline.
func newSpline(x, y []float64) spline {
	n := len(x)
	s := spline{x: x, y: y, m: make([]float64, n)}
	if n < 3 {
		return s
	}
	c, d := make([]float64, n), make([]float64, n)
	for i := 1; i < n-1; i++ {
		h0, h1 := x[i]-x[i-1], x[i+1]-x[i]
		r := 6 * ((y[i+1]-y[i])/h1 - (y[i]-y[i-1])/h0)
		w := 2*(h0+h1) - h0*c[i-1]
		c[i] = h1 / w
		d[i] = (r - h0*d[i-1]) / w
	}
	for i := n - 2; i > 0; i-- {
		s.m[i] = d[i] - c[i]*s.m[i+1]
	}
	return s
}

// at returns the value at x, which lies within the knots; i is the knot at or below x.
func (s spline) at(i int, x float64) float64 {
	if i == len(s.x)-1 {
		return s.y[i]
	}
	h := s.x[i+1] - s.x[i]
	a, b := (s.x[i+1]-x)/h, (x-s.x[i])/h
	return a*s.y[i] + b*s.y[i+1] + ((a*a*a-a)*s.m[i]+(b*b*b-b)*s.m[i+1])*h*h/6
}
