import type { InvitationFact } from './events.ts'

/** A letter as it was sent, and as it stands with the seals of tenderer and agent. */
export interface InvitationLetter {
  file: string
  sha256: string
  at: number
  sealed?: { file: string; sha256: string; fields: string[] }
  /** when its invitee confirmed it; absent before */
  received?: number
}

/** The record of a draw as it stands. */
export interface DrawRecord {
  file: string
  sha256: string
  signed: { field: string; person: string; at: number }[]
}

/** The papers of an invitation. */
export interface Papers {
  letters: Record<string, InvitationLetter>
  record?: DrawRecord
}

type PaperFact = Extract<
  InvitationFact,
  { type: `invitation.letter${string}` | 'invitation.recorded' | 'invitation.recordSigned' }
>

/** The part of `evolve` that concerns the letters and the record of the draw. */
export function evolvePapers(before: Papers, fact: PaperFact): Papers {
  switch (fact.type) {
    case 'invitation.recorded': {
      const { file, sha256 } = fact.data
      return { ...before, record: { file, sha256, signed: [] } }
    }
    case 'invitation.recordSigned': {
      const { field, person, file, sha256 } = fact.data
      const signed = [...(before.record?.signed ?? []), { field, person, at: fact.at }]
      return { ...before, record: { file, sha256, signed } }
    }
    default: {
      const letter = letterAfter(before.letters[fact.data.tag], fact)
      return letter ? { ...before, letters: { ...before.letters, [fact.data.tag]: letter } } : before
    }
  }
}

type LetterFact = Extract<PaperFact, { type: `invitation.letter${string}` }>

function letterAfter(before: InvitationLetter | undefined, fact: LetterFact): InvitationLetter | undefined {
  if (fact.type === 'invitation.letterSent') {
    const { file, sha256, at } = fact.data
    return { file, sha256, at }
  }
  if (!before) return undefined
  if (fact.type === 'invitation.letterReceived') return { ...before, received: fact.data.at }
  const { field, file, sha256 } = fact.data
  return { ...before, sealed: { file, sha256, fields: [...(before.sealed?.fields ?? []), field] } }
}
