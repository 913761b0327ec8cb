import { minute } from '../../templates/layout.ts'
import type { Written } from '../ledger/store.ts'
import type { Tender } from '../tenders/tender.ts'

const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)

/** The package's index for people: what happened when, and which file to open. */
export function indexPage(tender: Tender, facts: Written[]): string {
  const rows = facts.map(
    ({ fact }) =>
      `<tr><td>${escaped(minute(fact.at))}</td><td>${escaped(fact.type)}</td><td>${escaped(fact.stream)}</td><td><code>${fact.id}</code></td></tr>`,
  )
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${escaped(tender.name)} 归档目录</title>
<style>body{font:14px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif;max-width:72em;margin:2em auto;padding:0 1em;color:#1f2329}td,th{padding:4px 12px 4px 0;text-align:left;border-bottom:1px solid #e5e6eb}</style>
<h1>${escaped(tender.name)}</h1><p>标段编号 ${escaped(tender.code)}</p>
<p>facts.jsonl 为全部事实及其盐值；proofs.jsonl 为每条事实进入日志的证明；log/ 为日志检查点；documents/ 为各类文书；bids/ 为密封投标文件及开标后公布的密钥；draws/ 为抽取记录；trust/ 为验证签名所用的根证书与吊销列表。用 yangguang-verify 可离线核验全部内容。</p>
<p>Everything here can be verified offline with <code>yangguang-verify</code>.</p>
<table><tr><th>时间</th><th>事实</th><th>流</th><th>编号</th></tr>${rows.join('')}</table></html>
`
}
