//! The files of `demo/`, kept in the program. A test holds this list against
//! the folder.

use anyhow::Context;

/// Puts files of `demo/` into a table of name and bytes.
macro_rules! files {
    ($($name:literal,)+) => {
        &[$(($name, include_bytes!(concat!("../../demo/", $name)).as_slice()),)+]
    };
}

/// Every file but the manifest, sorted by name.
pub(super) const FILES: &[(&str, &[u8])] = files![
    "amthuc/_layout.html",
    "amthuc/banh-can.html",
    "amthuc/bun-ca.html",
    "amthuc/cua1.html",
    "amthuc/cua2.html",
    "amthuc/cua3.html",
    "amthuc/index.html",
    "amthuc/mam-ruoc.html",
    "bao/_layout.html",
    "bao/bai-choi.html",
    "bao/bang-gia.html",
    "bao/bao-so-9.html",
    "bao/bong-chuyen.html",
    "bao/bun-ca.html",
    "bao/ca-do.html",
    "bao/cap-nuoc.html",
    "bao/doi-song.html",
    "bao/gia-tom.html",
    "bao/giao-duc.html",
    "bao/gioi-thieu.html",
    "bao/hop-dan.html",
    "bao/hop-tac-xa.html",
    "bao/index.html",
    "bao/ke-bien.html",
    "bao/kinh-te.html",
    "bao/lai-suat.html",
    "bao/lop-hoc-noi.html",
    "bao/phap-luat.html",
    "bao/thi-tot-nghiep.html",
    "bao/thoi-su.html",
    "bao/vay-lai-nang.html",
    "bao/viec-nhe.html",
    "bao/xac-suat.html",
    "caibien/_layout.html",
    "caibien/index.html",
    "caibien/qua-tang.html",
    "cobac/_layout.html",
    "cobac/dai-ly.html",
    "cobac/index.html",
    "cobac/khuyen-mai.html",
    "cobac/no-hu.html",
    "congan/_layout.html",
    "congan/giai-bong.html",
    "congan/hoi-dap.html",
    "congan/index.html",
    "congan/the-nao.html",
    "congan/tong-hop.html",
    "dien-dan/1.html",
    "dien-dan/2.html",
    "dien-dan/3.html",
    "dien-dan/4.html",
    "dien-dan/5.html",
    "dien-dan/6.html",
    "dien-dan/_layout.html",
    "dien-dan/index.html",
    "giayto/_layout.html",
    "giayto/hoa-don.html",
    "giayto/index.html",
    "giayto/lai-xe.html",
    "giayto/suc-khoe.html",
    "nganhang/_layout.html",
    "nganhang/an-toan.html",
    "nganhang/bieu-phi.html",
    "nganhang/index.html",
    "nganhang/khoa-the.html",
    "nganhang/mua-nha.html",
    "nganhang/quen-mat-khau.html",
    "nganhang/tiet-kiem.html",
    "nhai/_layout.html",
    "nhai/index.html",
    "nhai/thong-bao.html",
    "qua/_layout.html",
    "qua/dau-tu.html",
    "qua/index.html",
    "sim/_layout.html",
    "sim/data.html",
    "sim/index.html",
    "sim/tai-khoan.html",
    "thuvien/_layout.html",
    "thuvien/index.html",
    "thuvien/rao-vat.tcvn3",
    "thuvien/tho.tcvn3",
    "truong/20-11.html",
    "truong/_layout.html",
    "truong/an-toan-mang.html",
    "truong/hoc-bong.html",
    "truong/index.html",
    "truong/thoi-khoa-bieu.html",
    "truong/thu-vien.html",
    "truong/thuc-don.html",
    "truong/tuyen-sinh.html",
    "vay/_layout.html",
    "vay/doi-no.html",
    "vay/index.html",
    "vay/vay-tien-nong.html",
    "vieclam/_layout.html",
    "vieclam/di-xa.html",
    "vieclam/index.html",
    "vieclam/tha-tim.html",
    "xa/_layout.html",
    "xa/chung-thuc.html",
    "xa/duong-hoa.html",
    "xa/gioi-thieu.html",
    "xa/index.html",
    "xa/khai-sinh.html",
    "xa/lich-tiep-dan.html",
    "xa/lich-truc.html",
    "xa/quy-che.html",
    "xa/so-ket-he.html",
    "xa/tiem-phong.html",
];

/// Returns the bytes of a file.
pub(super) fn bytes(folder: &str, name: &str) -> anyhow::Result<&'static [u8]> {
    let wanted = format!("{folder}/{name}");
    let at = FILES
        .binary_search_by(|(name, _)| (*name).cmp(wanted.as_str()))
        .ok()
        .with_context(|| format!("demo/{wanted} is not in the program"))?;
    let (_, bytes) = FILES.get(at).context("found above")?;
    Ok(bytes)
}

/// Returns a file as text.
pub(super) fn text(folder: &str, name: &str) -> anyhow::Result<&'static str> {
    std::str::from_utf8(bytes(folder, name)?)
        .with_context(|| format!("demo/{folder}/{name} is not UTF-8"))
}
