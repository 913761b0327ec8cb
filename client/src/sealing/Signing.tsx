import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { type StampPlace, USUAL_PLACE } from '../../../crypto/pdf/place.ts'
import { keysAtHand } from '../app/keys.ts'
import { useSession } from '../app/session.tsx'
import { say, sayBoth, word } from '../app/words.ts'
import { useDeed } from '../net/load.ts'
import { Refused } from '../pieces/Refused.tsx'
import { allFiles, asSealed, type Chosen, type Files } from './chosen.ts'
import { WHOLE_IN_TAB } from './limits.ts'
import { bytesText } from './rate.ts'
import { StampPreview } from './StampPreview.tsx'
import { signAll, unsigned } from './signAll.ts'

/** Where stamps stand: on which page, in which corner; `unseen` draws none. */
const PLACES: Record<string, readonly [zh: string, en: string, x: number, y: number]> = {
  right: ['右下', 'lower right', USUAL_PLACE.x, USUAL_PLACE.y],
  middle: ['下方居中', 'lower middle', 0.5, USUAL_PLACE.y],
  left: ['左下', 'lower left', 0.25, USUAL_PLACE.y],
  top: ['右上', 'upper right', USUAL_PLACE.x, 0.15],
}

/** The files to sign with the certificate, all with one PIN, where their stamps stand, and how each signature was found to be. */
export function Signing({
  files,
  blind,
  place,
  onPlace,
  onLearn,
}: {
  files: Files
  /** the technical volume names nobody, so nothing of it is signed */
  blind: boolean
  place: StampPlace | undefined
  onPlace: (place: StampPlace | undefined) => void
  onLearn: (file: File, more: Partial<Chosen>) => void
}) {
  const { session } = useSession()
  const [shown, setShown] = useState<File>()
  const all = allFiles(files)
  const waiting = unsigned(files)
  const deed = useDeed(async () => {
    await keysAtHand()
    await signAll(files, session?.organisationName ?? '', place, onLearn)
  })
  if (!all.length) return null
  const preview = all.find(({ chosen }) => chosen.file === shown)?.chosen
  return (
    <section className="sheet stack" aria-label={say('签章', 'Signatures')}>
      <h2 style={{ margin: 0 }}>{say('签章', 'Signatures')}</h2>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }} className="stack-tight">
        {all.map(({ part, chosen }) => (
          <Row
            key={`${part}/${chosen.name}`}
            chosen={chosen}
            volume={word(part)}
            unnamed={blind && part === 'technical'}
            onSign={(sign) => onLearn(chosen.file, { sign })}
            onShow={() => setShown(chosen.file === shown ? undefined : chosen.file)}
          />
        ))}
      </ul>
      <Places place={place} onPlace={onPlace} />
      {preview && session && <StampPreview chosen={preview} place={place} name={session.organisationName ?? ''} />}
      <Refused problem={deed.problem} />
      <div className="row">
        <Button onClick={() => void deed.run()} loading={deed.busy} disabled={!waiting.length}>
          {say(`现在签章（${waiting.length} 个文件）`, `Sign now (${waiting.length} files)`)}
        </Button>
        <span className="quiet">
          {say(
            '输入一次口令即可全部签章；不在此签的，封装前自动签章。原文件一字节不改，签名加在其后。',
            'One PIN for all; what is not signed here is signed before the sealing. No byte of a file changes, the signature comes behind it.',
          )}
        </span>
      </div>
    </section>
  )
}

function Row(of: {
  chosen: Chosen
  volume: string
  unnamed: boolean
  onSign: (sign: boolean) => void
  onShow: () => void
}) {
  const { chosen, volume } = of
  const { name, file, tail, signed, look, refused, sign } = chosen
  const broken = look?.findings.some(({ level }) => level === 'error') ?? false
  const large = file.size > WHOLE_IN_TAB
  const barred = broken || of.unnamed
  return (
    <li>
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <Checkbox
          checked={sign || tail !== undefined}
          disabled={barred || tail !== undefined}
          onChange={({ target }) => of.onSign(target.checked)}
        >
          <span style={{ overflowWrap: 'anywhere' }}>
            {volume} · {name}
          </span>
        </Checkbox>
        <span className="row">
          {!barred && !large && (
            <Button type="link" size="small" onClick={of.onShow} aria-label={say(`预览 ${name}`, `preview ${name}`)}>
              {tail ? say('查看', 'See') : say('预览', 'Preview')}
            </Button>
          )}
          {tail && (
            <Button
              type="link"
              size="small"
              onClick={() => save(asSealed(chosen))}
              aria-label={say(`另存已签章的 ${name}`, `save the signed ${name}`)}
            >
              {say('另存', 'Save')}
            </Button>
          )}
        </span>
      </div>
      <div style={{ fontSize: 13, paddingLeft: 24 }}>
        {signed ? (
          <span className="good">
            {say(
              `签名有效，覆盖全文：${signed.name}，证书 尾号 ${signed.serial.slice(-6)}`,
              `valid, covers the whole file: ${signed.name}, certificate …${signed.serial.slice(-6)}`,
            )}
          </span>
        ) : refused ? (
          <span className="bad">{sayBoth(refused)}</span>
        ) : of.unnamed ? (
          <span className="quiet">{say('暗标，不签章', 'blind: it is not signed')}</span>
        ) : large ? (
          <span className="quiet">
            {say(
              `大于 ${bytesText(WHOLE_IN_TAB)}：可以签章，不能预览`,
              `larger than ${bytesText(WHOLE_IN_TAB)}: it can be signed, not previewed`,
            )}
          </span>
        ) : null}
        {look?.signed.length ? (
          <span className="quiet">
            {' '}
            {say(`已有签名：${look.signed.join('、')}`, `signed before by ${look.signed.join(', ')}`)}
          </span>
        ) : null}
      </div>
    </li>
  )
}

/** Saves a file on the person's machine. */
function save(file: File): void {
  const url = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href: url, download: file.name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

function Places({
  place,
  onPlace,
}: {
  place: StampPlace | undefined
  onPlace: (place: StampPlace | undefined) => void
}) {
  const corner = Object.entries(PLACES).find(([, [, , x, y]]) => place?.x === x && place.y === y)?.[0] ?? 'right'
  const put = (page: string | number, at: string): void => {
    const [, , x, y] = PLACES[at] ?? PLACES['right']!
    onPlace({ page: page === 'first' ? page : 'last', x, y })
  }
  return (
    <div className="row">
      <Select
        aria-label={say('印章所在页', 'Page of the stamp')}
        value={place?.page ?? 'none'}
        style={{ minWidth: 120 }}
        onChange={(page) => (page === 'none' ? onPlace(undefined) : put(page, corner))}
        options={[
          { value: 'last', label: say('盖在末页', 'on the last page') },
          { value: 'first', label: say('盖在首页', 'on the first page') },
          { value: 'none', label: say('不显示印章', 'no stamp to be seen') },
        ]}
      />
      {place && (
        <Select
          aria-label={say('印章位置', 'Place of the stamp')}
          value={corner}
          style={{ minWidth: 120 }}
          onChange={(at) => put(place.page, at)}
          options={Object.entries(PLACES).map(([value, [zh, en]]) => ({ value, label: say(zh, en) }))}
        />
      )}
    </div>
  )
}
