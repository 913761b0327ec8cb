import { Button, Steps } from 'antd'
import { useEffect, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Sketch } from '../../../server/projects/contract.ts'
import type { Project } from '../../../server/projects/project.ts'
import { complete, registrationFields } from '../../../server/projects/rules.ts'
import { signStatement } from '../app/sign.ts'
import { say } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { Refused } from '../pieces/Refused.tsx'
import { PartiesStep } from './PartiesStep.tsx'
import { type Checked, ReviewStep } from './ReviewStep.tsx'
import { emptySketch } from './sketch.ts'
import { ProjectStep, SectionsStep } from './steps.tsx'
import { term } from './terms.ts'

const LAST = 3

/** Registers a project step by step (T01): each step is saved, the last shows what stands against it and is signed. */
export default function Wizard() {
  const { project: id } = useParams()
  const navigate = useNavigate()
  const found = useLoad<Project>(id ? `/projects/${id}` : undefined)
  const [sketch, setSketch] = useState<Sketch>(emptySketch)
  const [step, setStep] = useState(0)
  const [saved, setSaved] = useState(0)
  const checked = useLoad<Checked>(id && step === LAST ? `/projects/${id}/check` : undefined, saved)
  useEffect(() => {
    if (found.value?.stage === 'registered') void navigate(`/t/p/${found.value.id}`, { replace: true })
    else if (found.value) setSketch({ ...emptySketch, ...found.value.content })
  }, [found.value, navigate])
  const save = useDeed(async (next: number) => {
    const of = { ...(id ? { project: id } : {}), content: sketch }
    const { project } = await api.post<{ project: string }>('/projects', of)
    setSaved((before) => before + 1)
    setStep(next)
    if (!id) void navigate(`/t/new/${project}`, { replace: true })
  })
  const register = useDeed(async () => {
    if (!id) return
    await api.post('/projects', { project: id, content: sketch })
    const cms = await signStatement('project.register', registrationFields(id, complete(sketch)))
    await api.post(`/projects/${id}/register`, { cms })
    void navigate(`/t/p/${id}`)
  })
  const of = { sketch, change: (part: Partial<Sketch>) => setSketch((before) => ({ ...before, ...part })) }
  return (
    <>
      <PageTitle over={term(sketch.type, 'title')}>{sketch.name || say('登记新项目', 'A new project')}</PageTitle>
      <section className="sheet stack">
        <Steps
          current={step}
          size="small"
          onChange={(next) => void save.run(next)}
          items={[
            { title: say('项目', 'Project') },
            { title: say('各方', 'Parties') },
            { title: term(sketch.type, 'parts') },
            { title: say('复核与签名', 'Review and sign') },
          ]}
        />
        <Refused problem={found.problem ?? save.problem ?? register.problem} />
        {step === 0 && <ProjectStep {...of} />}
        {step === 1 && <PartiesStep {...of} />}
        {step === 2 && <SectionsStep {...of} />}
        {step === LAST && <ReviewStep {...of} checked={checked} />}
        <div className="row">
          {step > 0 && (
            <Button onClick={() => void save.run(step - 1)} disabled={save.busy}>
              {say('上一步', 'Back')}
            </Button>
          )}
          {step < LAST ? (
            <Button type="primary" loading={save.busy} onClick={() => void save.run(step + 1)}>
              {say('保存并继续', 'Save and go on')}
            </Button>
          ) : (
            <>
              <Button onClick={() => void save.run(LAST)} loading={save.busy}>
                {say('保存并重新检查', 'Save and check again')}
              </Button>
              <Button type="primary" size="large" loading={register.busy} onClick={() => void register.run()}>
                {say('签名并登记项目', 'Sign and register the project')}
              </Button>
            </>
          )}
          {saved > 0 && <span className="quiet">{say('已保存', 'Saved')}</span>}
        </div>
        {step === LAST && (
          <p className="quiet prose">
            {say(
              '登记后内容不可更改，平台生成项目及其各部分的编号；交易中心与监督部门可见，公众暂不可见。',
              'Once registered it stays as it is and gets its codes; the centre and the supervisor see it, the public does not yet.',
            )}
          </p>
        )}
      </section>
    </>
  )
}
