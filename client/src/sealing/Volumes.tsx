import { say, word } from '../app/words.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { PARTS, type Part } from './checks.ts'
import type { Defects } from './form.ts'
import { bytesText } from './rate.ts'

/** The three volumes of a bid, each a PDF from this machine. */
export function Volumes({
  files,
  defects,
  onFile,
}: {
  files: Partial<Record<Part, File>>
  defects: Defects
  onFile: (part: Part, file: File) => void
}) {
  return (
    <section className="sheet">
      <h2>{say('一、投标文件', '1. Volumes')}</h2>
      <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))' }}>
        {PARTS.map((part) => {
          const file = files[part]
          return (
            <div key={part}>
              <FileDrop accept="application/pdf,.pdf" label={word(part)} onFile={(chosen) => onFile(part, chosen)}>
                <b>{word(part)}</b>
                {file ? (
                  <div style={{ overflowWrap: 'anywhere' }}>
                    {file.name}
                    <div className="quiet digits">{bytesText(file.size)}</div>
                  </div>
                ) : (
                  <div className="quiet">{say('选择PDF，或拖到这里', 'Choose a PDF, or drop it here')}</div>
                )}
              </FileDrop>
              {defects[`volume-${part}`] && (
                <div className="bad" role="alert">
                  {defects[`volume-${part}`]}
                </div>
              )}
            </div>
          )
        })}
      </div>
      <p className="quiet" style={{ margin: '16px 0 0' }}>
        {say(
          '文件在您的电脑上加密后才离开本机；平台与交易中心在开标前都打不开。单个文件不超过 2 GB。',
          'Files are encrypted on this machine before they leave it; neither the platform nor the centre can open them before the opening. Up to 2 GB each.',
        )}
      </p>
    </section>
  )
}
