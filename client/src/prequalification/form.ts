import type { ApplicationForm } from '../../../server/prequalification/contract.ts'
import { say } from '../app/words.ts'

const CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/

/** An application as it is filled in. */
export interface Filled {
  contact: string
  /** whether several apply together */
  joint: boolean
  /** the other members, a line each: `name code` */
  members: string
  files: readonly unknown[]
  machine: 'yes' | 'no' | undefined
}

/** What is wrong with it, by field; nothing means that it may be sealed. */
export type Lacking = Partial<Record<'contact' | 'members' | 'files' | 'machine', string>>

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function memberOf(line: string): ApplicationForm['consortium'][number] | undefined {
  const parts = line.split(/\s+/)
  const code = parts.pop() ?? ''
  return CODE.test(code) && parts.length ? { name: parts.join(' '), code } : undefined
}

/** The other members of the consortium; a line that names none is left out. */
export const membersOf = ({ joint, members }: Pick<Filled, 'joint' | 'members'>): ApplicationForm['consortium'] =>
  joint ? lines(members).flatMap((line) => memberOf(line) ?? []) : []

/** Looks for what is missing before anything is sealed. */
export function lackingIn(of: Filled): Lacking {
  const { contact, joint, members, files, machine } = of
  const found: Lacking = {}
  if (contact.trim().length < 4) found.contact = say('请填写联系人与电话', 'name a contact and a telephone')
  const bad = lines(members).findIndex((line) => !memberOf(line))
  if (joint && !lines(members).length)
    found.members = say('请填写其他成员；单独申请的请取消勾选', 'name the other members, or apply alone')
  else if (joint && bad >= 0)
    found.members = say(`第 ${bad + 1} 行须写：名称 统一社会信用代码`, `line ${bad + 1}: its name and its credit code`)
  if (!files.length) found.files = say('请添加证明材料（PDF）', 'add a proof (PDF)')
  if (!machine) found.machine = say('请选择是否采集并密封本机信息', 'say whether the machine may be read and sealed')
  return found
}
