package growth

// Class is a category of Permenkes 2/2020, as a stable id.
type Class string

// The categories of weight for age (BB/U).
const (
	SeverelyUnderweight Class = "bb-sangat-kurang"
	Underweight         Class = "bb-kurang"
	NormalWeight        Class = "bb-normal"
	RiskOverweight      Class = "bb-risiko-lebih"
)

// The categories of length or height for age (PB/U, TB/U).
const (
	SeverelyStunted Class = "sangat-pendek"
	Stunted         Class = "pendek"
	NormalHeight    Class = "tinggi-normal"
	Tall            Class = "tinggi"
)

// The categories of weight for length or height (BB/PB, BB/TB) and of BMI for age.
const (
	SeverelyWasted         Class = "gizi-buruk"
	Wasted                 Class = "gizi-kurang"
	WellNourished          Class = "gizi-baik"
	PossibleRiskOverweight Class = "berisiko-gizi-lebih"
	Overweight             Class = "gizi-lebih"
	Obese                  Class = "obesitas"
)

// Name is the regulation's own name of the category; "" for none.
func (c Class) Name() string {
	switch c {
	case SeverelyUnderweight:
		return "Berat badan sangat kurang"
	case Underweight:
		return "Berat badan kurang"
	case NormalWeight:
		return "Berat badan normal"
	case RiskOverweight:
		return "Risiko berat badan lebih"
	case SeverelyStunted:
		return "Sangat pendek"
	case Stunted:
		return "Pendek"
	case NormalHeight:
		return "Normal"
	case Tall:
		return "Tinggi"
	case SeverelyWasted:
		return "Gizi buruk"
	case Wasted:
		return "Gizi kurang"
	case WellNourished:
		return "Gizi baik"
	case PossibleRiskOverweight:
		return "Berisiko gizi lebih"
	case Overweight:
		return "Gizi lebih"
	case Obese:
		return "Obesitas"
	}
	return ""
}

// Status is a measuring put in words; "" where an index is not known or not plausible.
type Status struct {
	WeightForAge    Class // BB/U
	HeightForAge    Class // PB/U or TB/U
	WeightForHeight Class // BB/PB or BB/TB
	BMIForAge       Class // IMT/U
	Head            Class // HeadSmall, HeadNormal, HeadLarge
	Arm             Class // ArmRed, ArmYellow, ArmGreen: by centimetres, 6–59 months
}

// Head circumference beyond ±2 SD (health-facts §7.5) and the colours of the arm tape.
const (
	HeadSmall  Class = "lk-kecil"
	HeadNormal Class = "lk-normal"
	HeadLarge  Class = "lk-besar"
	ArmRed     Class = "lila-merah"  // < 11.5 cm
	ArmYellow  Class = "lila-kuning" // 11.5–12.4 cm
	ArmGreen   Class = "lila-hijau"  // ≥ 12.5 cm
)

// Classify gives the categories of Permenkes 2/2020 on the unrounded z: exactly −2 is
// normal, exactly −3 is the milder of the two, exactly +1 is normal. Oedema of both feet
// counts as below −3 SD wherever weight has a part (health-facts §7.2).
func Classify(r Result) Status {
	s := Status{
		WeightForAge:    band(r.WAZ, SeverelyUnderweight, Underweight, NormalWeight, step{1, RiskOverweight}),
		HeightForAge:    band(r.HAZ, SeverelyStunted, Stunted, NormalHeight, step{3, Tall}),
		WeightForHeight: wasting(r.WHZ),
		BMIForAge:       wasting(r.BAZ),
	}
	if r.Oedema && !r.OutOfAge {
		s.WeightForAge, s.WeightForHeight, s.BMIForAge = SeverelyUnderweight, SeverelyWasted, SeverelyWasted
	}
	if r.HCZ.Usable() {
		s.Head = HeadNormal
		if r.HCZ.Value < -2 {
			s.Head = HeadSmall
		} else if r.HCZ.Value > 2 {
			s.Head = HeadLarge
		}
	}
	return s
}

func wasting(z Z) Class {
	return band(z, SeverelyWasted, Wasted, WellNourished, step{1, PossibleRiskOverweight}, step{2, Overweight}, step{3, Obese})
}

// step is a category that begins above a z.
type step struct {
	above float64
	class Class
}

func band(z Z, below3, below2, normal Class, steps ...step) Class {
	switch {
	case !z.Usable():
		return ""
	case z.Value < -3:
		return below3
	case z.Value < -2:
		return below2
	}
	class := normal
	for _, s := range steps {
		if z.Value > s.above {
			class = s.class
		}
	}
	return class
}

// ArmColour is the colour of the arm tape at 6–59 months, by millimetres as read; ""
// when it was not measured or the child is younger or older.
func ArmColour(ageMonths, mm int) Class {
	switch {
	case mm <= 0 || ageMonths < 6 || ageMonths > 59:
		return ""
	case mm < 115:
		return ArmRed
	case mm < 125:
		return ArmYellow
	}
	return ArmGreen
}
