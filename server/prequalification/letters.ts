import { utf8 } from '../../crypto/bytes.ts'
import { labelled } from '../../crypto/digest.ts'

/** The label under which a letter to the key of the applications' opening is closed: by whom, for which tender and key. */
export const applicationLabel = (tender: string, epoch: number, from: string): Uint8Array =>
  labelled('application-letter', utf8(`${tender}/${epoch}/${from}`))
