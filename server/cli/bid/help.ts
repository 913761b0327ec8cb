/** How the bidder's tool is used: examples first. */
export const HELP = `yangguang-bid init --tender GD-WJB-2026-001 --from https://public.example
yangguang-bid check GD-WJB-2026-001
yangguang-bid seal GD-WJB-2026-001 -o bid.bid --key company.p12 --machine --to https://trading.example
yangguang-bid inspect bid.bid
yangguang-bid open bid.bid --key company.p12
yangguang-bid upload bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12 --submit
yangguang-bid upload bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12 --resume
yangguang-bid submit bid.bid --tender GD-WJB-2026-001 --to https://trading.example --key company.p12
yangguang-bid verify bid.receipt.json --package bid.bid

  init [DIR]     建立投标文件夹：招标信息、三个分册、报价表 makes a folder: the tender, three volumes, the form
  check DIR      检查结构、PDF、大小、报价、开标公钥 structure, PDF files, size, price, the officers' keys
  seal DIR       在本机加密封装 -o FILE（替换时加 --sequence N） encrypts on this machine; --sequence N to replace a bid
  inspect FILE   公开的文件头（- 为标准输入） the public header (- reads standard input)
  open FILE      预演：本密钥能否打开 rehearsal: does this key open it
  upload FILE    分片上传，可续传 --resume，可随后递交 --submit sends in pieces, resumes, and submits if told
  submit FILE    签名递交，取得回执（JSON 与 PDF） signs, submits, keeps the receipt as JSON and PDF
  verify FILE    离线核验回执，选项同 yangguang-verify receipt checks a receipt offline

  --key FILE.p12   密钥文件；PIN 按提示输入，或 --pin-fd N，或环境变量 YANGGUANG_PIN，不写在命令行里
                   the key file; its PIN at the prompt, by --pin-fd N or YANGGUANG_PIN, never as an argument
  --old-key FILE   换证前的密钥文件（多个用逗号分隔）：只用于打开，签名仍用有效的证书
                   key files from before a renewal, separated by commas: they open, the valid certificate signs
  --machine        seal 时读取本机网卡、硬盘、处理器编号并密封进投标文件（开标前无人可见）；不加则载明“未采集”
                   seal reads the numbers of this machine into the bid, where nobody sees them before the opening
  --to ORIGIN      与 --machine 一起：请平台签发本机网络地址证明，平台不留存
                   with --machine: the platform states the address it sees, and keeps nothing
  --remedy FILE    招标文件允许补救的：seal 时把补救码写入 FILE，open 时核对它（开标时用它还须全体开标人同意）；请与密钥分开保管
                   where the tender document allows it: seal writes the remedy code, open compares it (at the opening it takes every officer too); keep it apart
  --roots PATH     您信任的根证书（PEM 文件或文件夹）：init、check、seal 时开标人的签名须通往它；不给时取平台信任列表
                   the roots you trust, a PEM file or a folder: the officers' signatures must lead there; else the platform's list
  --force          覆盖已有文件 replaces files that are there
  --no-input       不提问 never asks
  --progress json  进度为 JSON 行 progress as lines of JSON
  --json --quiet --no-color --help --version

exit codes: 0 good · 1 a check failed · 2 usage · 3 unreadable · 4 cannot decide · 5 network or server
            6 refused by the server (its problem on standard output) · 7 key or PIN · 130 interrupted`
