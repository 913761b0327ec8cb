/** Evidence of a fault that was saved in this tab, as the file that went to the person's machine. */
interface Saved {
  tender: string
  text: string
}

let saved: Saved | undefined

/** Keeps the evidence for the report that may follow. */
export const keepEvidence = (of: Saved): void => {
  saved = of
}

/** What was saved last for this tender, or for any. */
export const savedEvidence = (tender: string | undefined): string | undefined =>
  saved && (!tender || saved.tender === tender) ? saved.text : undefined
