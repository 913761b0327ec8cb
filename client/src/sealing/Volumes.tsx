import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type Finding, sentence } from '../../../crypto/pdf/findings.ts'
import { say, sayBoth, word } from '../app/words.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { PARTS, type Part } from './checks.ts'
import type { Chosen, Files } from './chosen.ts'
import type { Defects } from './form.ts'
import { placeOf } from './offer.ts'
import { bytesText } from './rate.ts'

/** The three volumes of a bid, each one or several PDF files from this machine, and what was found in them. */
export function Volumes({
  files,
  twins,
  defects,
  onAdd,
  onRemove,
}: {
  files: Files
  twins: readonly Finding[]
  defects: Defects
  onAdd: (part: Part, files: File[]) => void
  onRemove: (part: Part, file: File) => void
}) {
  return (
    <section className="sheet">
      <h2>{say('一、投标文件', '1. Volumes')}</h2>
      <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))' }}>
        {PARTS.map((part) => (
          <div key={part} className="stack-tight" id={placeOf(`volume-${part}`)}>
            <FileDrop
              accept="application/pdf,.pdf"
              label={word(part)}
              onFile={(file) => onAdd(part, [file])}
              many={(chosen) => onAdd(part, chosen)}
            >
              <b>{word(part)}</b>
              <div className="quiet">
                {files[part].length
                  ? say('再添加PDF，或拖到这里', 'Add a PDF, or drop it here')
                  : say('选择PDF（可多个），或拖到这里', 'Choose PDF files, or drop them here')}
              </div>
            </FileDrop>
            <ul style={{ listStyle: 'none', margin: 0, padding: 0 }} className="stack-tight">
              {files[part].map((chosen) => (
                <One
                  key={chosen.name}
                  chosen={chosen}
                  twins={twins.filter((twin) => twin.part === part && twin.file === chosen.name)}
                  onRemove={() => onRemove(part, chosen.file)}
                />
              ))}
            </ul>
            {defects[`volume-${part}`] && <div className="bad">{defects[`volume-${part}`]}</div>}
          </div>
        ))}
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

const MARKS = { error: ['bad', '✗'], notice: ['sun', '!'], unchecked: ['quiet', '?'] } as const

/** A file with its size, its pages, who signed it before, and what was found. */
function One({ chosen, twins, onRemove }: { chosen: Chosen; twins: readonly Finding[]; onRemove: () => void }) {
  const { file, name, look } = chosen
  return (
    <li>
      <div className="row" style={{ justifyContent: 'space-between', flexWrap: 'nowrap', alignItems: 'start', gap: 4 }}>
        <span style={{ overflowWrap: 'anywhere' }}>
          {name} <span className="quiet digits">{bytesText(file.size)}</span>{' '}
          <span className="quiet digits" role="status">
            {!look
              ? say('检查中…', 'checking…')
              : look.pages !== undefined && say(`${look.pages} 页`, `${look.pages} pages`)}
          </span>
        </span>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={say(`移除 ${name}`, `remove ${name}`)}
          onClick={onRemove}
        />
      </div>
      {[...(look?.findings ?? []), ...twins].map((finding) => {
        const [tone, mark] = MARKS[finding.level]
        const said = sayBoth(sentence(finding))
        return (
          <div key={said} className={tone} style={{ fontSize: 13 }}>
            <span aria-hidden="true">{mark}</span> {said}
          </div>
        )
      })}
    </li>
  )
}
