// Whole numbers of 128 bits: sums that cannot overflow.
#pragma once

namespace c360::generate {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

}  // namespace c360::generate
