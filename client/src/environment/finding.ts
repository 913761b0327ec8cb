/** What a check found: whether it is as needed, what was seen, and how to mend it. */
export interface Finding {
  id: string
  title: string
  tone: 'good' | 'sun' | 'bad' | 'quiet'
  seen: string
  mend?: string
}
