import { Input } from 'antd'
import { useId, useState } from 'react'
import { say } from '../app/words.ts'
import { type Problem, problemOf } from '../net/http.ts'
import { FileDrop } from '../pieces/FileDrop.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { codeInFile } from './remedy.ts'

/** A remedy code, out of its file or typed from paper; it stays in the memory of this page. */
export function CodeField({ value, onChange }: { value: string; onChange: (written: string) => void }) {
  const id = useId()
  const [problem, setProblem] = useState<Problem>()
  const change = (written: string): void => {
    setProblem(undefined)
    onChange(written)
  }
  return (
    <div className="stack-tight">
      <FileDrop
        accept=".txt,text/plain"
        label={say('选择补救码文件', 'Choose the file with the code')}
        onFile={(file) => void codeInFile(file).then(change, (error) => setProblem(problemOf(error)))}
      >
        {say('选择补救码文件，或拖到这里', 'Choose the file with the code, or drop it here')}
      </FileDrop>
      <label htmlFor={id}>{say('或照纸面输入补救码', 'or type the code from paper')}</label>
      <Input.TextArea
        id={id}
        value={value}
        autoSize={{ minRows: 2 }}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        className="code"
        onChange={({ target }) => change(target.value)}
      />
      <Refused problem={problem} />
    </div>
  )
}
