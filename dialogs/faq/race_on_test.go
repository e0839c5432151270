//go:build race

package faq

// raceDetector tells whether the tests run under the race detector.
const raceDetector = true
