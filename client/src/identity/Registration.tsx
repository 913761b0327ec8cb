import { Checkbox, Select } from 'antd'
import { useEffect, useState } from 'react'
import { RUNNING } from '../../../server/identity/organisation.ts'
import type { Declared, Profile } from '../../../server/identity/registration.ts'
import type { Role } from '../../../server/ledger/eye.ts'
import { useSession } from '../app/session.tsx'
import { signStatement } from '../app/sign.ts'
import { say, word } from '../app/words.ts'
import { api } from '../net/http.ts'
import { useDeed, useLoad } from '../net/load.ts'
import { Act } from '../pieces/Act.tsx'
import { Field } from '../pieces/Field.tsx'
import { Loading } from '../pieces/Loading.tsx'
import { Moment } from '../pieces/Moment.tsx'
import { PageTitle } from '../pieces/PageTitle.tsx'
import { RegionSelect } from '../pieces/RegionSelect.tsx'
import { TextField } from '../pieces/TextFields.tsx'
import { AccountTabs } from './AccountTabs.tsx'
import { keepSketch, missingIn, nothingSaid, type Sketch, sketchKept } from './profile.ts'
import { RegistrationInvitation } from './RegistrationInvitation.tsx'
import { RoleChoice } from './RoleChoice.tsx'

interface Own {
  code: string
  name: string
  granted: Role[]
  declared: Declared[]
  roles: Role[]
  profile: Profile | null
  registeredAt: number | null
}

/** Registration of an organisation (A02): once, by its certificate, free, and no condition for reading or bidding. */
export default function Registration() {
  const { session } = useSession()
  const own = useLoad<Own>(session?.organisation ? '/organisation' : undefined)
  const [done, setDone] = useState(false)
  if (!session) return null
  return (
    <>
      <PageTitle over={session.organisationName ?? ''}>{say('主体登记', 'Registration')}</PageTitle>
      {session.role !== 'public' && <AccountTabs />}
      {session.organisation ? (
        <Loading of={own}>
          {(value) => (
            <div className="stack">
              {done && (
                <div className="banner good" role="status">
                  <b>{say('登记已生效', 'Registered')}</b>{' '}
                  {say('内容加密保存，只有本单位可见。', 'It is kept sealed, for you alone.')}
                </div>
              )}
              <Form
                key={value.registeredAt}
                own={value}
                onDone={() => {
                  setDone(true)
                  own.reload()
                }}
              />
            </div>
          )}
        </Loading>
      ) : (
        <RegistrationInvitation />
      )}
    </>
  )
}

const KINDS: readonly (readonly [Profile['kind'], string, string])[] = [
  ['enterprise', '企业', 'enterprise'],
  ['institution', '事业单位', 'public institution'],
  ['authority', '机关', 'authority'],
  ['association', '社会团体', 'association'],
  ['other', '其他组织', 'other'],
]

function Form({ own, onDone }: { own: Own; onDone: () => void }) {
  const [sketch, setSketch] = useState<Sketch>(() => sketchKept(own) ?? nothingSaid(own))
  useEffect(() => {
    const same = JSON.stringify(sketch) === JSON.stringify(nothingSaid(own))
    keepSketch(own.code, same ? undefined : sketch)
  }, [own, sketch])
  const { profile, roles } = sketch
  const tell = (part: Partial<Profile>): void => setSketch({ ...sketch, profile: { ...profile, ...part } })
  const runs = own.granted.some((role) => RUNNING.includes(role))
  const missing = missingIn(sketch)
  const complete = Object.keys(missing).length === 0
  const register = useDeed(async () => {
    const cms = await signStatement('organisation.register', { code: own.code, profile, roles })
    await api.post('/organisation', { profile, roles, cms })
    keepSketch(own.code, undefined)
    onDone()
  })
  return (
    <div className="stack">
      <section className="sheet stack">
        <div className="sheet-head">
          <h2>{say('单位信息', 'The organisation')}</h2>
          {own.registeredAt !== null && (
            <span className="quiet">
              {say('登记于', 'registered')} <Moment at={own.registeredAt} />
            </span>
          )}
        </div>
        <dl className="facts">
          <dt>{say('名称（取自证书）', 'Name (of the certificate)')}</dt>
          <dd>{own.name}</dd>
          <dt>{say('统一社会信用代码', 'Credit code')}</dt>
          <dd className="digits">{own.code}</dd>
        </dl>
        <div className="fields">
          <Field label={say('主体类型', 'Kind')}>
            {(id) => (
              <Select
                id={id}
                value={profile.kind}
                onChange={(kind) => tell({ kind })}
                options={KINDS.map(([value, zh, en]) => ({ value, label: say(zh, en) }))}
              />
            )}
          </Field>
          <TextField
            label={say('法定代表人（负责人）', 'Its head')}
            most={60}
            value={profile.head}
            onChange={(head) => tell({ head })}
          />
          <Field label={say('所在地', 'Where it is')} bad={missing.region}>
            {(id) => <RegionSelect id={id} value={profile.region} onChange={(region) => tell({ region })} />}
          </Field>
          <TextField
            label={say('地址（营业场所）', 'Address')}
            most={200}
            value={profile.address}
            bad={missing.address}
            onChange={(address) => tell({ address })}
          />
          <TextField
            label={say('联系人', 'Contact')}
            most={60}
            value={profile.contact}
            bad={missing.contact}
            onChange={(contact) => tell({ contact })}
          />
          <TextField
            label={say('联系电话', 'Telephone')}
            most={30}
            value={profile.telephone}
            bad={missing.telephone}
            onChange={(telephone) => tell({ telephone: telephone.trim() })}
          />
          <TextField
            label={say('电子邮箱（可空）', 'E-mail (may be empty)')}
            most={100}
            value={profile.email}
            bad={missing.email}
            onChange={(email) => tell({ email: email.trim() })}
          />
        </div>
      </section>
      <section className="sheet stack">
        <h2>{say('以什么身份办事', 'In which roles')}</h2>
        <Checkbox checked disabled={!runs} className={runs ? 'unseen' : ''}>
          {say('投标人、供应商：凭证书即可，不必登记', 'Bidder: a certificate is enough')}
        </Checkbox>
        {runs ? (
          <p style={{ margin: 0 }}>
            {say(
              `本单位由平台授予“${own.granted.map((one) => word(one)).join('、')}”身份，不能再登记为招标人或代理机构，也不能投标。`,
              `Its role (${own.granted.map((one) => word(one)).join(', ')}) was granted: it registers no other and does not bid.`,
            )}
          </p>
        ) : (
          <RoleChoice sketch={sketch} change={setSketch} staffMissing={missing.staff} />
        )}
      </section>
      <section className="sheet stack">
        <p style={{ margin: 0 }}>
          {say(
            '签名即承诺所填真实。登记信息加密保存，只有本单位可见；发布公告时写入公告的联系方式才会公开。随时可以更新，签名后立即生效。草稿只留在本浏览器。',
            'By signing you answer for it. It is kept sealed and shown to you alone; what you write into a notice becomes public. Change it at any time. The draft stays in this browser.',
          )}
        </p>
        <Act
          of={register}
          title={
            own.registeredAt === null ? say('签名并登记', 'Sign and register') : say('签名并更新', 'Sign and change')
          }
          ready={complete}
        >
          {!complete && <span className="quiet">{say('还有未填的内容', 'something is missing')}</span>}
        </Act>
        {own.declared.length > 0 && (
          <p className="quiet" style={{ margin: 0 }}>
            {say(
              `可以用同一证书以“${own.declared.map((one) => word(one)).join('、')}”身份登录：退出后重新登录并选择身份。`,
              `The same certificate signs in as ${own.declared.map((one) => word(one)).join(', ')}: sign out, sign in again and choose.`,
            )}
          </p>
        )}
      </section>
    </div>
  )
}
