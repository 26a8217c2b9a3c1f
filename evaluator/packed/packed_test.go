package packed

import (
	"math"
	"slices"
	"testing"
)

func TestReadsWhatWasWritten(t *testing.T) {
	numbers := []int{0, 1, -1, 63, 64, -64, -65, 1 << 20, math.MaxInt64, math.MinInt64}
	texts := []string{"", "a", "ünï", string(make([]byte, 300))}
	var w Writer
	List(&w, numbers, (*Writer).Number)
	w.Texts(texts)
	w.Texts(nil)
	r := NewReader(string(w))
	if got := ReadList(r, (*Reader).Number); !slices.Equal(got, numbers) {
		t.Errorf("numbers: %v", got)
	}
	if got := r.Texts(); !slices.Equal(got, texts) {
		t.Errorf("texts: %q", got)
	}
	if r.Texts() != nil || !r.Whole() {
		t.Error("something is left")
	}
}

func TestWordsAreReadInAnyOrder(t *testing.T) {
	numbers := []int{0, 1, -1, 255, 256, math.MaxInt16, math.MinInt16}
	var w Writer
	for _, n := range numbers {
		w.Word(n)
	}
	words := Words(w)
	for i := range slices.Backward(numbers) {
		if got := int(words.From(i).At(0)); got != numbers[i] || int(words.At(i)) != got {
			t.Errorf("word %d: %d, want %d", i, got, numbers[i])
		}
	}
	for _, n := range []int{math.MaxInt16 + 1, math.MinInt16 - 1} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d is taken for a word", n)
				}
			}()
			w.Word(n)
		}()
	}
}

func TestWhatIsCutOffIsDamaged(t *testing.T) {
	var w Writer
	w.Texts([]string{"one", "two"})
	w.Number(1 << 20)
	for end := range len(w) {
		r := NewReader(string(w[:end]))
		r.Texts()
		r.Number()
		if r.Whole() {
			t.Errorf("%d of %d bytes are taken for the whole", end, len(w))
		}
	}
	r := NewReader("\xff\xff\xff\xff\x0f")
	if r.Texts(); r.Whole() {
		t.Error("a list is taken to be longer than the text")
	}
}
