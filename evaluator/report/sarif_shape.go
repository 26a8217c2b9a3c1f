package report

// The objects of SARIF 2.1.0 that are written, by the numbers of its sections.

type sarifLog struct { // 3.13
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct { // 3.14
	Tool              sarifTool         `json:"tool"`
	AutomationDetails sarifID           `json:"automationDetails"`
	Invocations       []sarifInvocation `json:"invocations"`
	ColumnKind        string            `json:"columnKind"`
	Results           []sarifResult     `json:"results"`
}

type sarifTool struct { // 3.18
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct { // 3.19
	Name            string      `json:"name"`
	Version         string      `json:"version,omitempty"`
	SemanticVersion string      `json:"semanticVersion,omitempty"`
	InformationURI  string      `json:"informationUri"`
	Rules           []sarifRule `json:"rules"`
}

type sarifRule struct { // 3.49
	ID         string             `json:"id"`
	Name       string             `json:"name"`
	Short      sarifMessage       `json:"shortDescription"`
	Full       sarifMessage       `json:"fullDescription"`
	Help       sarifMessage       `json:"help"`
	HelpURI    string             `json:"helpUri,omitempty"`
	Default    sarifConfiguration `json:"defaultConfiguration"`
	Properties sarifProperties    `json:"properties"`
}

type sarifConfiguration struct { // 3.50
	Level string `json:"level"`
}

type sarifProperties struct { // 3.8, with GitHub's names
	Tags      []string `json:"tags"`
	Precision string   `json:"precision"`
	Severity  string   `json:"security-severity,omitempty"`
}

type sarifMessage struct { // 3.11
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifID struct { // 3.17, 3.52
	ID string `json:"id"`
}

type sarifInvocation struct { // 3.20
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct { // 3.58
	Descriptor sarifID         `json:"descriptor"`
	Level      string          `json:"level"`
	Message    sarifMessage    `json:"message"`
	Locations  []sarifLocation `json:"locations,omitempty"`
}

type sarifResult struct { // 3.27
	RuleID        string                 `json:"ruleId"`
	RuleIndex     int                    `json:"ruleIndex"`
	Kind          string                 `json:"kind"`
	Level         string                 `json:"level"`
	Message       sarifMessage           `json:"message"`
	Locations     []sarifLocation        `json:"locations"`
	Related       []sarifLocation        `json:"relatedLocations,omitempty"`
	CodeFlows     []sarifCodeFlow        `json:"codeFlows,omitempty"`
	Fingerprints  map[string]string      `json:"partialFingerprints"`
	BaselineState string                 `json:"baselineState,omitempty"`
	Suppressions  []sarifSuppression     `json:"suppressions,omitempty"`
	Properties    *sarifResultProperties `json:"properties,omitempty"`
}

type sarifResultProperties struct {
	Severity string   `json:"severity"`
	Subject  string   `json:"subject"`
	Targets  []string `json:"targets"`
}

type sarifSuppression struct { // 3.35
	Kind          string         `json:"kind"`
	Status        string         `json:"status"`
	Justification string         `json:"justification"`
	Location      *sarifLocation `json:"location,omitempty"`
}

type sarifCodeFlow struct { // 3.36
	ThreadFlows []sarifThreadFlow `json:"threadFlows"`
}

type sarifThreadFlow struct { // 3.37
	Locations []sarifFlowLocation `json:"locations"`
}

type sarifFlowLocation struct { // 3.38
	Location sarifLocation `json:"location"`
}

type sarifLocation struct { // 3.28
	ID       int           `json:"id,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifMessage `json:"message,omitempty"`
}

type sarifPhysical struct { // 3.29
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct { // 3.4
	URI  string `json:"uri"`
	Base string `json:"uriBaseId"`
}

type sarifRegion struct { // 3.30
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}
