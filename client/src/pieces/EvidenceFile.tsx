import { hex } from '../../../crypto/bytes.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { say } from '../app/words.ts'
import { FileDrop } from './FileDrop.tsx'

/** A file that stays with its owner while its fingerprint is signed for. */
export interface Fingerprint {
  name: string
  sha256: string
}

/** Chooses a file and takes its SHA-256 here; the file itself goes nowhere. */
export function EvidenceFile({
  label,
  file,
  onFile,
}: {
  label: string
  file: Fingerprint | undefined
  onFile: (file: Fingerprint) => void
}) {
  const take = async (chosen: File): Promise<void> =>
    onFile({ name: chosen.name, sha256: hex(sha256(new Uint8Array(await chosen.arrayBuffer()))) })
  return (
    <FileDrop accept="*" label={label} onFile={(chosen) => void take(chosen)}>
      <b>{file?.name ?? label}</b>
      <div className={file ? 'hash' : 'quiet'}>
        {file
          ? `SHA-256 ${file.sha256}`
          : say('文件留在您的电脑上，平台只记录其 SHA-256', 'the file stays with you; only its SHA-256 is kept')}
      </div>
    </FileDrop>
  )
}
