import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { utf8 } from '../../../crypto/bytes.ts'
import { parseHeader } from '../../../crypto/envelope.ts'
import { say, word } from '../app/words.ts'
import { PARTS } from './checks.ts'
import { type Files, namesOf } from './chosen.ts'
import { type Fields, NO_FIELDS } from './form.ts'
import type { Choice } from './RemedyChoice.tsx'
import { bytesText } from './rate.ts'
import { forget, type Unfinished, unfinished } from './unfinished.ts'

/** A sealing of this tender that was interrupted in this browser; its form is filled in again, with or without a code as it was. */
export function useUnfinished(tender: string, onFound: (fields: Fields, choice: Choice) => void) {
  const [of, setOf] = useState<Unfinished>()
  const [typed, setTyped] = useState<Fields>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the page of a tender is opened
  useEffect(() => {
    void unfinished(tender).then(async (found) => {
      if (!found) return
      const fields = { ...NO_FIELDS, ...(await found.open()).fields }
      setOf(found)
      setTyped(fields)
      onFound(fields, choiceOf(found))
    })
  }, [tender])
  const isSame = (files: Files, fields: Fields, choice: Choice): boolean =>
    !!of &&
    (choice === 'code') === (choiceOf(of) === 'code') &&
    JSON.stringify(namesOf(files)) === JSON.stringify(of.files) &&
    JSON.stringify(fields) === JSON.stringify(typed)
  const forgetIt = (): void => {
    setOf(undefined)
    void forget(tender)
  }
  return { of, isSame, forget: forgetIt }
}

/** Whether a package under way was begun with a remedy code. */
const choiceOf = ({ header }: Unfinished): Choice => (parseHeader(utf8(header)).remedy ? 'code' : 'none')

/** Says that a sealing was interrupted, and which files it goes on with. */
export function Begun({ of, same, onForget }: { of: Unfinished; same: boolean; onForget: () => void }) {
  return (
    <div className={`banner ${same ? 'good' : 'sun'}`} role="status">
      <b>{say('上次封装没有完成', 'A sealing was interrupted')}</b>{' '}
      {same
        ? say('文件一致，可以从中断处继续。', 'These are its files: it goes on where it stopped.')
        : say(
            '请选择同样的文件，即可从中断处继续；选择别的文件则重新封装：',
            'Choose the same files to go on; with others it begins anew:',
          )}
      {!same && (
        <ul style={{ margin: '8px 0' }}>
          {PARTS.flatMap((part) =>
            of.files[part].map(({ name, size }) => (
              <li key={`${part}/${name}`} className="digits">
                {word(part)} · {name} · {bytesText(size)}
              </li>
            )),
          )}
        </ul>
      )}{' '}
      <Button size="small" onClick={onForget}>
        {say('放弃上次的封装', 'Forget it')}
      </Button>
    </div>
  )
}
