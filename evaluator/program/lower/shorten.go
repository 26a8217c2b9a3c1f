package lower

import "github.com/djgate/djgate/evaluator/program"

func shorten(*program.Code) {}
