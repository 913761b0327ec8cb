import { Button } from 'antd'
import { useState } from 'react'
import { namesItself } from '../../../server/questions/anonymous.ts'
import { useSession } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed } from '../net/load.ts'
import { beijing, Moment } from '../pieces/Moment.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { LongField, TextField } from '../pieces/TextFields.tsx'
import type { Question, Questions } from './letters.ts'

/** Warns a writer whose text tells who it is, while it is written. */
export function NamesItself({ text }: { text: string }) {
  const { session } = useSession()
  const code = session?.organisation ?? ''
  if (!namesItself(text, { code, name: session?.organisationName ?? '' })) return null
  return (
    <div className="bad" role="alert">
      {say(
        '内容中出现了本单位的名称或代码，请删去：文字会原样给他人看到。',
        'The text names you. Take that out: others read it as it stands.',
      )}
    </div>
  )
}

/** Asks a question that nobody can tell the asker of. */
export function Ask({ tender, of, onDone }: { tender: string; of: Questions; onDone: () => void }) {
  const [about, setAbout] = useState('')
  const [text, setText] = useState('')
  const [asked, setAsked] = useState<{ question: string; askedAt: number }>()
  const ask = useDeed(async () => {
    const fields = { about: about.trim(), text: text.trim() }
    const cms = await signStatement('question.ask', { tender, ...fields })
    setAsked(await api.post(`/tenders/${tender}/questions`, { ...fields, cms }))
    setText('')
    setAbout('')
    onDone()
  })
  return (
    <section className="sheet stack">
      <h2>{say('匿名提问', 'Ask, unnamed')}</h2>
      <span className="prose">
        {say(
          '提问人对其他投标人、招标人（采购人）、代理机构和平台工作人员一律保密；问题与答复将对所有人公开。请勿在文字中写明或暗示本单位。',
          'Nobody learns who asks: not others, not the tenderer, not our staff. Question and answer become public. Do not name yourself.',
        )}
      </span>
      <TextField
        label={say('涉及的章节或条款（可不填）', 'chapter or clause (optional)')}
        most={100}
        value={about}
        onChange={setAbout}
      />
      <LongField label={say('问题', 'question')} most={1000} rows={4} value={text} onChange={setText} />
      <NamesItself text={`${about} ${text}`} />
      <Refused problem={ask.problem} />
      {asked && (
        <div className="banner good" role="status">
          {say('已收到，编号', 'received, number')} <code>{asked.question}</code> · {beijing(asked.askedAt, true)}
        </div>
      )}
      <div className="row">
        <Button loading={ask.busy} disabled={text.trim().length < 4} onClick={() => void ask.run()}>
          {say('签名并匿名提交', 'Sign and submit unnamed')}
        </Button>
        <span className="quiet">
          {say(`截止 ${beijing(of.until)}，还可提 ${of.left} 个`, `until ${beijing(of.until)}, ${of.left} left`)}
        </span>
      </div>
    </section>
  )
}

/** Questions and answers as everybody reads them; one's own are marked. */
export function Answers({ items }: { items: Question[] }) {
  return (
    <section className="sheet stack">
      <h2>{say('问题与答复', 'Questions and answers')}</h2>
      {items.length === 0 && <p className="quiet">{say('还没有公开的答复。', 'Nothing has been answered yet.')}</p>}
      {items.map((one) => (
        <article key={one.id} className="stack-tight" style={{ borderTop: '1px solid var(--line)', paddingTop: 12 }}>
          <div className="quiet">
            {one.mine && <b>{say('我的提问', 'mine')} </b>}
            {one.about}
          </div>
          <b style={{ overflowWrap: 'anywhere' }}>{one.text}</b>
          {one.answer ? (
            <div>
              <span className="prose" style={{ overflowWrap: 'anywhere' }}>
                {one.answer.text}
              </span>
              <div className="quiet">
                <Moment at={one.answer.at} />
                {one.answer.version !== null &&
                  say(` · 载于招标文件第 ${one.answer.version} 版`, ` · in version ${one.answer.version}`)}
              </div>
            </div>
          ) : (
            <span className="quiet">{say('等待答复', 'waits for its answer')}</span>
          )}
        </article>
      ))}
    </section>
  )
}
